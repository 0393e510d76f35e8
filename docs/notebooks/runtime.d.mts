export type Outcome = { readonly value: unknown } | { readonly error: string }
export interface NotebookCell {
  readonly needs: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: a cell gives and takes whatever its neighbours make of it
  readonly compute: (values: any) => unknown
}
export interface Notebook {
  readonly order: readonly string[]
  readonly outcomes: ReadonlyMap<string, Outcome>
  valueAt(name: string): unknown
  set(name: string, value: unknown): string[]
}
export function slider(label: string, range: { min: number; max: number; step: number; value: number }): unknown
export function choice(label: string, options: readonly string[], value?: string): unknown
export function notebook(
  cells: Readonly<Record<string, NotebookCell>>,
  told?: (name: string, outcome: Outcome) => void,
): Notebook
export function isInput(value: unknown): boolean
