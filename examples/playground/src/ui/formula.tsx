import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

type Render = (latex: string) => string

const render = signal<Render | null>(null)
let isAsked = false

/** A formula as MathML; as plain text until the renderer has come, and where it does not. */
export function Formula({ latex, text }: { readonly latex: string; readonly text: string }) {
  useEffect(() => {
    if (isAsked) return
    isAsked = true
    import('temml').then(
      ({ default: temml }) => {
        render.value = (source) => temml.renderToString(source, { displayMode: true, throwOnError: true })
      },
      () => {
        isAsked = false
      },
    )
  }, [])
  let html: string | null = null
  try {
    html = render.value?.(latex) ?? null
  } catch {
    html = null
  }
  return html === null ? (
    <div class="scroll formula">
      <code>{text}</code>
    </div>
  ) : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
    <div class="scroll formula" tabIndex={0} role="math" aria-label={text} dangerouslySetInnerHTML={{ __html: html }} />
  )
}
