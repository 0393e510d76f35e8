import { useEffect, useRef, useState } from 'preact/hooks'

interface MenuGroup {
  readonly title: string
  readonly items: readonly { readonly label: string; readonly act: () => void }[]
}

/** A button that opens a list of buttons: arrows, Home and End go through it, Escape closes it. The groups are asked for when it opens. */
export function Menu({ label, groups }: { readonly label: string; readonly groups: () => readonly MenuGroup[] }) {
  const [isOpen, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const buttons = (): HTMLButtonElement[] => [
    ...(whole.current?.querySelectorAll<HTMLButtonElement>('.items button') ?? []),
  ]
  useEffect(() => {
    if (!isOpen) return
    const away = (event: PointerEvent): void => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [isOpen])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && isOpen) {
      setOpen(false)
      opener.current?.focus()
    } else if (['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) {
      event.preventDefault()
      const { key } = event
      setOpen(true)
      if (isOpen) move(key)
      // the list is there after it was drawn
      else setTimeout(() => move(key))
    }
  }

  function move(key: string): void {
    const all = buttons()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[key] ?? 0
    all.at(to % Math.max(1, all.length))?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys that bubble here are those of the buttons inside
    <div
      class="menu"
      ref={whole}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Node | null
        if (to !== null && !whole.current?.contains(to)) setOpen(false)
      }}
    >
      <button
        type="button"
        ref={opener}
        aria-expanded={isOpen}
        aria-controls="share-menu"
        onClick={() => setOpen(!isOpen)}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      <div id="share-menu" class="items" hidden={!isOpen}>
        {isOpen &&
          groups()
            .filter(({ items }) => items.length > 0)
            .map(({ title, items }) => (
              <section key={title} aria-label={title}>
                <h2>{title}</h2>
                <ul>
                  {items.map((item, i) => (
                    <li key={`${i} ${item.label}`}>
                      <button
                        type="button"
                        onClick={() => {
                          setOpen(false)
                          opener.current?.focus()
                          item.act()
                        }}
                      >
                        {item.label}
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
      </div>
    </div>
  )
}
