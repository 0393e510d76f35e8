export type { ArqueroTable } from './adapters/from-arquero.js'
export { fromArquero } from './adapters/from-arquero.js'
export type { ArrowTable, ArrowVector } from './adapters/from-arrow.js'
export { fromArrow } from './adapters/from-arrow.js'
export type {
  CellOf,
  CellsOfColumns,
  CellsOfRows,
  ColumnInput,
  TypedArray,
} from './cell-types.js'
export type { CsvChunks } from './files/csv-chunks.js'
export type { CellsOfCsv, CsvColumnType, CsvOptions, CsvProgress, CsvReading, CsvTable } from './files/csv-options.js'
export { readCsv } from './files/read-csv.js'
export { readCsvStream } from './files/read-csv-stream.js'
export type { SummaryStreamOptions } from './files/stream-options.js'
export { type CsvFormat, toCsv } from './files/to-csv.js'
export { counts } from './statistics/counts.js'
export { countsStream } from './statistics/counts-stream.js'
export { mergeMoments } from './statistics/merge-moments.js'
export type { MomentsOptions } from './statistics/moments.js'
export { moments } from './statistics/moments.js'
export { type MomentsStreamOptions, momentsStream } from './statistics/moments-stream.js'
export { column } from './tables/column.js'
export { completeRows } from './tables/complete-rows.js'
export type { CellsOfCounts, CountsOf } from './tables/from-counts.js'
export { fromCounts } from './tables/from-counts.js'
export { fromMatrix } from './tables/from-matrix.js'
export { select } from './tables/select.js'
export { table } from './tables/table.js'
export { toMatrix } from './tables/to-matrix.js'
export { toRows } from './tables/to-rows.js'
export { where } from './tables/where.js'
export type { Categorical, Cell, Column, ContingencyTable, CountedVariable, Moments, Row, Table } from './types.js'
