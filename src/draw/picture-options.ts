import type { LayoutOptions } from './layout-options.js'

/**
 * What nodes are to a question: each role has a colour and a shape of its own, so that it is seen without colours too.
 *
 * @category Drawing
 */
export interface NodeRoles<N extends string = string> {
  /** Treatments: blue hexagons. */
  readonly treatment?: N | readonly N[]
  /** Outcomes: orange, with a double line. */
  readonly outcome?: N | readonly N[]
  /** What is adjusted for: green rectangles. */
  readonly adjusted?: N | readonly N[]
  /** What is never measured: dashed, as the graph's own latents are. */
  readonly latent?: N | readonly N[]
  /** What the rows were selected by: purple rectangles with a double line. */
  readonly selected?: N | readonly N[]
  /** Instruments: yellow parallelograms. */
  readonly instrument?: N | readonly N[]
}

/**
 * Nodes and edges in a colour of their own.
 *
 * @category Drawing
 */
export interface Highlight<N extends string = string> {
  /** The nodes; of two highlights with a node the first one counts. */
  readonly nodes?: readonly N[]
  /** The edges, each by its ends; those between the nodes unless told. */
  readonly edges?: readonly (readonly [N, N])[]
  /** What the legend calls it. */
  readonly label?: string
}

/**
 * How the edges between two nodes are drawn.
 *
 * @category Drawing
 */
export interface EdgeStyle<N extends string = string> {
  /** One end; where edges lead both ways, the one at which it begins. */
  readonly from: N
  /** The other end. */
  readonly to: N
  /** Of a graph over time, only the edges of this lag. */
  readonly lag?: number
  /** The width of the line, in px from 0.2 to 12; 1.4 unless told. */
  readonly width?: number
  /** The line; bidirected edges are dashed unless told, all others solid. */
  readonly line?: 'solid' | 'dashed' | 'dotted'
  /** A text beside the edge. */
  readonly label?: string
}

/**
 * A number that the width of an edge shows, such as a frequency of `bootstrapGraph` or a strength.
 *
 * @category Drawing
 */
export interface EdgeWidth<N extends string = string> {
  /** One end; where edges lead both ways, the one at which it begins. */
  readonly from: N
  /** The other end. */
  readonly to: N
  /** Of a graph over time, only the edges of this lag. */
  readonly lag?: number
  /** The number: its size counts, not its sign. */
  readonly value: number
}

/**
 * How a picture may be changed.
 *
 * @category Drawing
 */
export interface PictureOptions<N extends string = string> extends LayoutOptions<N> {
  /**
   * Names to draw in the accent colour, with the edges between them; or several highlights, each in a colour of its own:
   * `[{ nodes: ['X', 'Z'], label: 'a back-door path' }, { edges: [['X', 'Y']] }]`.
   */
  readonly highlight?: readonly N[] | readonly Highlight<N>[]
  /** What nodes are to a question: each role has a colour and a shape. */
  readonly roles?: NodeRoles<N>
  /** Lines, widths and texts of single edges. */
  readonly edges?: readonly EdgeStyle<N>[]
  /**
   * Numbers shown as widths, from 0.8 px for 0 to 5 px for 1, or for the largest where one is larger than 1. Pairs between
   * which there is no edge have no width to show.
   */
  readonly widths?: readonly EdgeWidth<N>[]
  /**
   * Texts to stand in the nodes instead of their names. In both, `X_1`, `X_{t-1}`, `U_XY` and `\beta^2` are set with
   * subscripts, superscripts and Greek letters, and long texts are broken at spaces.
   */
  readonly labels?: { readonly [name in N]?: string }
  /** Groups of nodes, each with a ring in its colour: `{ genes: ['G1', 'G2'] }`. */
  readonly groups?: { readonly [group: string]: readonly N[] }
  /** Whether a legend below says what shapes, colours and lines mean; `false` unless told. */
  readonly legend?: boolean
  /** Of a graph over time: every slice of time (unless told), or one node a variable with the lags beside the edges. */
  readonly lags?: 'slices' | 'summary'
  /** The title read out by screen readers and shown on hovering; "Causal graph" unless told. */
  readonly title?: string
  /** Colours on a light ground, on a dark one, or by the reader's setting (`auto`, unless told). */
  readonly theme?: 'auto' | 'light' | 'dark'
}

/** The options that every format knows: how a graph looks, and where its nodes are. */
export const lookKeys = [
  'highlight',
  'roles',
  'edges',
  'widths',
  'labels',
  'lags',
  'direction',
  'positions',
  'layout',
] as const
