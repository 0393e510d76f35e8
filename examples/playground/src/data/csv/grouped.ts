import type { Categorical } from 'causalkit/data'

const grouped = {
  ',': /^(?!)/,
  ',.': /^\s*[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$/,
  '.,': /^\s*[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?\s*$/,
} as const
const plain = {
  ',': /^\s*[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?\s*$/,
  ',.': /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/,
  '.,': /^\s*[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?\s*$/,
} as const
/** Signs in numbers: a decimal comma alone, or one between thousands and one before decimals. */
export type Grouping = keyof typeof grouped

/** Digits that are a code rather than a number would be lost: `007`. */
const code = /^\s*[+-]?(?:0\d|\d{16})/

/** The numbers of a column whose texts are numbers with signs between thousands; undefined where some text is none. */
export function groupedNumbers({ codes, levels }: Categorical, form: Grouping): Float64Array | undefined {
  const numbers: number[] = []
  for (const level of levels) {
    if (code.test(level) || !(grouped[form].test(level) || plain[form].test(level))) return undefined
    const text = form === ',.' ? level.replaceAll(',', '') : level.replaceAll('.', '').replace(',', '.')
    numbers.push(Number(text))
  }
  return Float64Array.from(codes, (c) => numbers[c] ?? Number.NaN)
}

/** Whether a text may be a number with signs between thousands. */
export const looksGrouped = (text: string): boolean => grouped[',.'].test(text) || grouped['.,'].test(text)
