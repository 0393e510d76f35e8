import { capital } from '../../ui/capital'

const place = '"How the file is written"'

/** What the library's options are called on the page. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^readCsv: /, ''],
  [/^line /, 'In line '],
  [
    /: give `decimal: ","`, or declare the column, columns: \{.*\} if it is none\.$/s,
    `. Choose how numbers are written under ${place}, or keep the column as categories there.`,
  ],
  [
    /(^In line \d+, column \d+: "[+-]?\d[\d.,]*" is not a (?:plain )?number.*): mend it, add it to `missing`, or declare the column, columns: \{.*\}\.$/s,
    `$1. Mend it, or choose how numbers are written under ${place}, or keep the column as categories there.`,
  ],
  [
    /: mend it, add it to `missing`, or declare the column, columns: \{.*\}\.$/s,
    `. Mend it, or under ${place} add it to the words for a missing value, or keep the column as categories.`,
  ],
  [
    /: mend them, or declare the column, columns: \{.*\}, to keep both\.$/s,
    `. Mend them, or keep the column as categories under ${place}.`,
  ],
  [/: mend it, or add it to `missing`\.$/, `. Mend it, or add it to the words for a missing value under ${place}.`],
  [/ Give `delimiter`\.$/, ` Choose the separator under ${place}.`],
  [/: give `index: "name"` to keep it under a name\.$/, ': give it a name in the header to keep it.'],
  [/(the header has no name for column \d+)\.$/, '$1: give it one, or take the column out.'],
  [/(the header has .* twice, in columns \d+ and \d+)\.$/s, '$1: rename one of them.'],
  [
    /(the row has (\d+) fields, but the header has \d+)\.$/,
    `$1. Mend the row, or choose another separator under ${place}.`,
  ],
]

/** A sentence of the library as the page says it. */
export const asHere = (message: string): string =>
  capital(words.reduce((text, [pattern, instead]) => text.replace(pattern, instead), message))
