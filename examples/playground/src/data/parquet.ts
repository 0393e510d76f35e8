import { type Table, table } from 'causalkit/data'
import { pageValues } from './parquet-pages'
import { type Fields, readStruct, structs, text } from './thrift'

// The file format of https://parquet.apache.org/docs/file-format/: the footer is a struct of Thrift with the schema and, for each
// group of rows, where the pages of each column are.

/** A flat column of the schema. */
interface Leaf {
  readonly name: string
  /** BOOLEAN 0, INT32 1, INT64 2, INT96 3, FLOAT 4, DOUBLE 5, BYTE_ARRAY 6, FIXED_LEN_BYTE_ARRAY 7. */
  readonly type: number
  readonly isOptional: boolean
  /** Whether an integer has no sign. */
  readonly isUnsigned: boolean
}

type Value = number | string | null

/** Reads a Parquet file of flat columns of numbers, booleans, times and text; refuses others in a sentence. */
export async function readParquet(bytes: Uint8Array): Promise<Table> {
  const size = bytes.length
  const tail = new DataView(bytes.buffer, bytes.byteOffset)
  if (size < 12 || text(bytes.subarray(size - 4)) !== 'PAR1')
    throw new Error('The Parquet file ends too early: it was cut short. Copy or download it again.')
  const start = size - 8 - tail.getUint32(size - 8, true)
  if (start < 4) throw new Error('The Parquet file has a broken footer. Write it anew, or save the rows as CSV.')
  const footer = readStruct(bytes, start).fields
  const leaves = structs(footer[2]).slice(1).map(leafOf)
  const columns: Value[][] = leaves.map(() => [])
  for (const group of structs(footer[4]))
    for (const [i, chunk] of structs(group[1]).entries()) {
      const leaf = leaves[i]!
      const meta = chunk[3] as Fields
      await readChunk(bytes, meta, leaf, columns[i]!)
    }
  if (leaves.length === 0) throw new Error('The Parquet file has no columns.')
  return table(Object.fromEntries(leaves.map(({ name }, i) => [name, columns[i]!])) as never)
}

function leafOf(schema: Fields): Leaf {
  const name = text(schema[4] as Uint8Array)
  const refuse = (what: string): never => {
    throw new Error(
      `Column "${name}" of the Parquet file holds ${what}, which is not read here: leave the column out, or save the rows as CSV.`,
    )
  }
  if (schema[5] !== undefined && Number(schema[5]) > 0) refuse('nested values')
  if (schema[3] === 2) refuse('lists')
  const type = Number(schema[1])
  const converted = schema[6] === undefined ? -1 : Number(schema[6])
  if (type === 3 || type === 7 || converted === 5) refuse('decimals or values of another fixed length')
  return { name, type, isOptional: schema[3] === 1, isUnsigned: converted >= 11 && converted <= 14 }
}

/** All pages of one column in one group of rows. */
async function readChunk(bytes: Uint8Array, meta: Fields, leaf: Leaf, into: Value[]): Promise<void> {
  const codec = Number(meta[4])
  const count = Number(meta[5])
  let at = Number(meta[11] ?? meta[9])
  let dictionary: readonly (number | string)[] = []
  for (let seen = 0; seen < count; ) {
    const { fields: header, end } = readStruct(bytes, at)
    const page = bytes.subarray(end, end + Number(header[3]))
    at = end + Number(header[3])
    const found = await pageValues({ header, page, codec, leaf, dictionary })
    if (found.kind === 'dictionary') dictionary = found.values
    else {
      for (const value of found.values) into.push(value)
      seen += found.values.length
      if (found.values.length === 0)
        throw new Error(`Column "${leaf.name}" of the Parquet file has an empty page: write the file anew.`)
    }
  }
}
