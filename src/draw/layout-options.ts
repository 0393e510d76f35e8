import { CausalError } from '../errors.js'
import { show } from '../show.js'
import { isDiagram } from './diagrams/is-diagram.js'
import type { GraphLayout } from './layout/graph-layout.js'
import type { Positions } from './layout/place-nodes.js'
import type { PictureProgress, Report } from './progress.js'

/**
 * How a picture is laid out.
 *
 * @category Drawing
 */
export interface LayoutOptions<N extends string = string> {
  /** Where causes point: to the right (unless told), or down. */
  readonly direction?: 'right' | 'down'
  /**
   * Where the nodes of a graph stand, all of them: `{ X: [0, 0], Y: { x: 1, y: 2 } }`, or a list such as the positions of
   * {@link dagittyRoles}. y grows downwards. Only proportions count: the picture is as large as its names need.
   */
  readonly positions?: Positions<N>
  /** A layout made before, by {@link layoutGraph}, {@link layoutByGraphviz} or a program of your own: it is drawn as it is. */
  readonly layout?: GraphLayout<N>
  /** Called now and then with where the drawing stands. */
  readonly onProgress?: (progress: PictureProgress) => void
  /** An AbortSignal: stops with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/** The options that all pictures share, checked. */
export function checkedLayout(
  picture: unknown,
  options: LayoutOptions,
): { direction: 'right' | 'down'; report: Report } {
  const { direction = 'right', positions, layout, onProgress, signal } = options
  if (direction !== 'right' && direction !== 'down') {
    throw new CausalError('invalid-argument', `the direction is 'right' or 'down', got ${show(direction)}.`, {
      direction,
    })
  }
  if (positions !== undefined && options.direction !== undefined) {
    throw new CausalError('invalid-argument', '`positions` already say the direction: leave `direction` out.')
  }
  if (layout !== undefined && (positions !== undefined || options.direction !== undefined)) {
    throw new CausalError(
      'invalid-argument',
      'a `layout` already says where all stands: leave `positions` and `direction` out.',
    )
  }
  if (layout !== undefined && isDiagram(picture)) {
    throw new CausalError('not-supported', 'a `layout` is that of a graph: leave it out for a string diagram.')
  }
  if (positions !== undefined && isDiagram(picture)) {
    throw new CausalError(
      'not-supported',
      'positions are for the nodes of a graph: the order of wires and boxes places a string diagram. Leave `positions` out.',
    )
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new CausalError('invalid-argument', `onProgress must be a function, got ${show(onProgress)}.`)
  }
  const report: Report = (stage, done, total) => {
    onProgress?.(Object.freeze({ stage, done, total }))
    if (signal?.aborted === true) {
      throw new CausalError('aborted', `stopped by the caller in the stage ${stage}.`, { stage, done, total })
    }
  }
  return { direction, report }
}

/** Refuses what only graphs have, by name. */
export function refuseForDiagrams(options: object): void {
  for (const key of ['roles', 'edges', 'widths', 'labels', 'groups', 'legend', 'lags']) {
    if ((options as Record<string, unknown>)[key] === undefined) continue
    throw new CausalError('not-supported', `\`${key}\` is for pictures of graphs: leave it out for a string diagram.`, {
      option: key,
    })
  }
}
