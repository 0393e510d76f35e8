import { toSvg } from 'causalkit/draw'
import { useMemo } from 'preact/hooks'
import { drawing } from '../ui/drawing'
import type { Lesson } from './lesson'

/** The graph of a lesson; a click on a node that can be held still does so. */
export function Picture(props: {
  readonly lesson: Lesson
  readonly chosen: readonly string[]
  readonly path: readonly string[]
  readonly onNode: (name: string) => void
}) {
  const { lesson, chosen, path, onNode } = props
  const { treatment, outcome, latents = [], selection = [], places } = lesson.load
  const key = JSON.stringify([lesson.name, chosen, path])
  const svg = useMemo(
    () =>
      toSvg(lesson.graph, {
        roles: { treatment, outcome, latent: latents, selected: selection, adjusted: chosen },
        ...(places === undefined ? {} : { positions: places }),
        title: `The graph of the lesson ${lesson.title}`,
        ...(path.length > 1
          ? { highlight: [{ edges: path.slice(1).map((node, i) => [path[i]!, node] as const) }] }
          : {}),
      }),
    [key],
  )
  return (
    // biome-ignore lint/a11y: a short cut for the mouse; the buttons below do the same by keyboard
    <div
      class="picture"
      onClick={(event) => {
        const node = (event.target as Element).closest('[data-node]')?.getAttribute('data-node')
        if (node !== null && node !== undefined) onNode(node)
      }}
      dangerouslySetInnerHTML={{ __html: drawing(svg) }}
    />
  )
}
