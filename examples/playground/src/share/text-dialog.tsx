import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { notice, saveAs } from './session'

interface TextShown {
  readonly title: string
  readonly name: string
  readonly type: string
  readonly text: string
}

/** The text that is shown to be copied or saved. */
export const textShown = signal<TextShown | null>(null)

export function TextDialog() {
  const shown = textShown.value
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (shown !== null && !dialog.current?.open) dialog.current?.showModal()
    if (shown === null) dialog.current?.close()
  }, [shown])

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      notice.value = { text: `${shown?.title} copied.` }
      textShown.value = null
    } catch {
      // the text is chosen: the keys for copying do the rest
      field.current?.select()
    }
  }

  return (
    <dialog
      ref={dialog}
      class="text"
      aria-label={shown?.title ?? 'Text'}
      onClose={() => {
        textShown.value = null
      }}
    >
      {shown !== null && (
        <>
          <h2>{shown.title}</h2>
          <textarea ref={field} readOnly rows={18} value={shown.text} aria-label={shown.title} />
          <p class="answers">
            <button type="button" class="first" onClick={() => void copy(shown.text)}>
              Copy
            </button>
            <button type="button" onClick={() => saveAs(shown.name, shown.type, shown.text)}>
              Save as {shown.name}
            </button>
            <button
              type="button"
              onClick={() => {
                textShown.value = null
              }}
            >
              Close
            </button>
          </p>
        </>
      )}
    </dialog>
  )
}
