/** How numbers are written; `auto` finds it. */
export const numberForms = {
  auto: 'found from the file',
  '.': '1234.5',
  ',': '1234,5',
  ',.': '1,234.5',
  '.,': '1.234,5',
} as const
export type NumberForm = keyof typeof numberForms

export const separators = {
  auto: 'found from the file',
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar |',
} as const
export type Separator = keyof typeof separators

export const encodings = {
  auto: 'found from the file',
  'utf-8': 'UTF-8',
  'windows-1252': 'Western (Windows-1252, Latin-1)',
  'utf-16le': 'UTF-16',
} as const
export type Encoding = keyof typeof encodings

/** How a text file of rows is written, as far as a person says it. */
export interface CsvForm {
  readonly encoding: Encoding
  readonly separator: Separator
  readonly numbers: NumberForm
  /** Words for a missing value, parted by spaces; an empty cell is always one. */
  readonly missing: string
  /** Columns that stay categories whatever their cells look like, one a line. */
  readonly categories: string
}

export const firstForm: CsvForm = {
  encoding: 'auto',
  separator: 'auto',
  numbers: 'auto',
  missing: 'NA N/A NaN nan null NULL None',
  categories: '',
}
