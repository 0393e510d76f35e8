import { signal, useSignalEffect } from '@preact/signals'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { pointed, reading } from '../reading'
import { Problem } from '../ui/problem'
import { now } from '../work'
import { edit, hasRole, move, type Role } from './doing'
import { type Area, redrawn, type Shown, shownAs } from './redraw'
import { drawn, drawPart, layout, settle } from './shown'

/** The node whose form is open. */
export const chosen = signal('')
/** An edge that is being drawn from the picture: the next node that is pressed is its other end. */
export const drawing = signal<{ readonly from: string; readonly connector: '->' | '<->' | '--' } | null>(null)

export const roleNames: readonly (readonly [Role, string])[] = [
  ['treatment', 'treatment'],
  ['outcome', 'outcome'],
  ['adjusted', 'adjusted for'],
  ['selected', 'selected on'],
  ['latent', 'hidden'],
]

export function rolesOf(node: string): string {
  return roleNames
    .filter(([role]) => hasRole(now, node, role))
    .map(([, name]) => name)
    .join(', ')
}

const marks = {
  '->': { fromMark: 'tail', toMark: 'arrow' },
  '<->': { fromMark: 'arrow', toMark: 'arrow' },
  '--': { fromMark: 'tail', toMark: 'tail' },
} as const

/** Joins two nodes in the text. */
export function connect(from: string, connector: keyof typeof marks, to: string): boolean {
  drawing.value = null
  return edit({ do: 'connect', edge: { from, to, ...marks[connector] } })
}

export function press(node: string): void {
  const open = drawing.value
  if (open !== null) connect(open.from, open.connector, node)
  else chosen.value = node
}

/** A node is being dragged: where the pointer went down, and how far from the middle of the node that was. */
interface Drag {
  readonly node: string
  readonly client: readonly [x: number, y: number]
  readonly grip: readonly [x: number, y: number]
}

/** More nodes than this at once are no move of one by hand: all is drawn anew. */
const mostMoved = 6

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The picture, its nodes under the pointer and the keys. */
export function Picture() {
  const picture = drawn.value
  const sheet = useRef<HTMLDivElement>(null)
  const shown = useRef<(Shown & { readonly text: string }) | null>(null)
  const drag = useRef<Drag | null>(null)
  const frame = useRef(0)
  const [isDragging, setDragging] = useState(false)
  const svg = picture.drawn ? picture.svg : ''

  useLayoutEffect(() => {
    const drawing = sheet.current?.querySelector('svg')
    shown.current = null
    if (!picture.drawn || drawing === null || drawing === undefined) return
    shown.current = { ...shownAs(drawing, picture.layout), text: svg }
    spread(sheet.current!, shown.current)
  }, [svg])
  useSignalEffect(() => {
    const made = drawn.value
    const next = layout.value
    const before = shown.current
    // what is on the page is of another graph: it is about to be replaced
    if (!made.drawn || next === null || before === null || before.text !== made.svg) return
    const moved = next.positions.filter(({ x, y }, i) => {
      const old = before.layout.positions[i]!
      return x !== old.x || y !== old.y
    })
    if (moved.length === 0) return
    if (moved.length > mostMoved) {
      settle()
      return
    }
    shown.current = { ...before, ...redrawn(before, next, (part) => drawPart(made.graph, part)) }
    spread(sheet.current!, shown.current)
    const later = setTimeout(settle, 500)
    return () => clearTimeout(later)
  })

  if (!picture.drawn) {
    return picture.message === '' ? null : <Problem message={`No picture: ${picture.message}`} />
  }
  const placeOf = (node: string) => layout.peek()!.positions.find((place) => place.node === node)!
  const onKey = (event: KeyboardEvent, node: string): void => {
    if (event.key === 'Escape' && drawing.value !== null) {
      drawing.value = null
      return
    }
    const step = steps[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const { x, y } = placeOf(node)
    const far = event.shiftKey ? 40 : 10
    move(node, x + step[0] * far, y + step[1] * far)
  }
  const onDown = (event: PointerEvent, node: string): void => {
    if (event.button !== 0 || drawing.value !== null || shown.current === null) return
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    const { x, y } = placeOf(node)
    const [px, py] = pointIn(shown.current, event)
    drag.current = { node, client: [event.clientX, event.clientY], grip: [x - px, y - py] }
  }
  const onMove = (event: PointerEvent): void => {
    const held = drag.current
    if (held === null) return
    if (!isDragging && Math.hypot(event.clientX - held.client[0], event.clientY - held.client[1]) < 4) return
    setDragging(true)
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      if (shown.current === null) return
      const [x, y] = pointIn(shown.current, event)
      move(held.node, x + held.grip[0], y + held.grip[1])
    })
  }
  const onUp = (): void => {
    drag.current = null
    // the click that follows is the end of the drag
    setTimeout(() => setDragging(false), 0)
  }
  const isFaulty = !reading.value.read
  return (
    <figure class={`picture${isFaulty ? ' faulty' : ''}`}>
      <div class="scroll">
        <div ref={sheet} class="sheet">
          <div dangerouslySetInnerHTML={{ __html: svg }} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn with a frame of its own */}
          <div role="group" aria-label="Nodes in the picture: arrow keys move a node, Enter opens it">
            {picture.layout.positions.map(({ node }) => (
              <button
                key={node}
                type="button"
                class="spot"
                aria-label={rolesOf(node) === '' ? node : `${node}, ${rolesOf(node)}`}
                aria-pressed={chosen.value === node}
                onPointerDown={(event) => onDown(event, node)}
                onPointerMove={onMove}
                onPointerUp={onUp}
                onPointerCancel={onUp}
                onKeyDown={(event) => onKey(event, node)}
                onClick={() => {
                  if (!isDragging) press(node)
                }}
              />
            ))}
          </div>
        </div>
      </div>
      {(isFaulty || pointed.value !== null) && (
        <figcaption class="quiet">
          {isFaulty ? 'This is the last graph that could be read.' : `In red: ${pointed.value!.label}.`}
        </figcaption>
      )}
    </figure>
  )
}

/** Says to the sheet how large it is, and to the buttons over the nodes where these stand; the style sheet does the rest. */
function spread(
  sheet: HTMLElement,
  { area, layout: { positions } }: { readonly area: Area; readonly layout: Shown['layout'] },
): void {
  setNumbers(sheet, { left: area.left, top: area.top, width: area.width, height: area.height })
  for (const [i, spot] of sheet.querySelectorAll<HTMLElement>('.spot').entries()) {
    const { x, y, width, height } = positions[i]!
    setNumbers(spot, { x, y, w: width, h: height })
  }
}

function setNumbers({ style }: HTMLElement, numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    const text = String(value)
    if (style.getPropertyValue(`--${name}`) !== text) style.setProperty(`--${name}`, text)
  }
}

/** Where the pointer is, in the units of the layout. */
function pointIn({ svg, area }: Shown, { clientX, clientY }: PointerEvent): [number, number] {
  const { left, top, width } = svg.getBoundingClientRect()
  const scale = area.width / width
  return [area.left + (clientX - left) * scale, area.top + (clientY - top) * scale]
}
