import { useEffect, useRef, useState } from 'preact/hooks'
import { reading } from '../reading'
import { now, work } from '../work'
import { lastGraph, redo, type, undo } from './doing'
import { faultIn } from './fault'
import type { RichEditor } from './rich-editor'

const label = 'Graph text'

/** The text of the graph: a plain field at once, with colours and completion as soon as it is used, or after a while. */
export function Editor() {
  const { text } = now
  const area = useRef<HTMLTextAreaElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const rich = useRef<RichEditor | null>(null)
  const [isRich, setRich] = useState(false)
  const fault = faultIn(text, reading.value)

  const upgrade = useRef(async (): Promise<void> => {})
  useEffect(() => {
    let isGone = false
    let isAsked = false
    upgrade.current = async () => {
      if (isAsked) return
      isAsked = true
      // without the chunk the plain field stays, and does all that is needed
      const module = await import('./rich-editor').catch(() => null)
      if (isGone || module === null || place.current === null) return
      const field = area.current
      const hasFocus = field !== null && document.activeElement === field
      const [from, to] = [field?.selectionStart ?? 0, field?.selectionEnd ?? 0]
      rich.current = module.richEditor(place.current, work.peek().text, label, {
        onText: type,
        undo,
        redo,
        names: () => lastGraph.peek()?.nodes ?? [],
      })
      // what is hidden takes no focus, and keys that are pressed now would be lost
      place.current.hidden = false
      if (hasFocus) rich.current.focus(from, to)
      setRich(true)
    }
    // the first picture and the first panel come before it
    const later = setTimeout(() => void upgrade.current(), 3000)
    return () => {
      isGone = true
      clearTimeout(later)
      rich.current?.destroy()
    }
  }, [])
  useEffect(() => {
    // as it stands now: an effect runs a little after its rendering, and somebody may have typed meanwhile
    rich.current?.set(work.peek().text)
    rich.current?.mark(fault)
  }, [text, fault?.message, isRich])

  return (
    <div class="editor">
      {!isRich && (
        <label>
          <span class="heading">{label}</span>
          <textarea
            ref={area}
            rows={Math.min(14, Math.max(4, text.split('\n').length + 1))}
            spellcheck={false}
            value={text}
            aria-invalid={fault !== null}
            onFocus={() => void upgrade.current()}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
      )}
      {isRich && (
        <span class="heading" aria-hidden="true">
          {label}
        </span>
      )}
      <div ref={place} class="rich" hidden={!isRich} />
    </div>
  )
}
