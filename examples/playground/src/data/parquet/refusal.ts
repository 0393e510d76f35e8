/** Why a Parquet file is not read, as a sentence that says how to go on. */
export class ParquetRefusal extends Error {}

/** A file that is not what its own words say. */
export const broken = (where: string): ParquetRefusal =>
  new ParquetRefusal(`The Parquet file is broken or was cut short (${where}). Copy or download it again.`)
