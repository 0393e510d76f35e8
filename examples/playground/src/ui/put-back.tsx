import { type Signal, signal } from '@preact/signals'
import { change, now, work } from '../work'

/** The text of the graph before another one took its place, and that other one. */
export type Replaced = Signal<{ readonly old: string; readonly text: string } | undefined>

export const noneReplaced = (): Replaced => signal(undefined)

/** Puts a text in place of the graph's, and remembers what stood there. */
export function replaceBy(text: string, replaced: Replaced): void {
  replaced.value = { old: work.value.text, text }
  change({ text })
}

/** The way back, for as long as the new text is untouched. */
export function PutBack({ replaced }: { readonly replaced: Replaced }) {
  const known = replaced.value
  if (known === undefined || known.text !== now.text) return null
  return (
    <button
      type="button"
      onClick={() => {
        change({ text: known.old })
        replaced.value = undefined
      }}
    >
      Put the old graph back
    </button>
  )
}
