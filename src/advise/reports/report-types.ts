import type { LayeredChart, VegaLiteSpecification } from '../../draw/plots/vega-lite.js'

/**
 * What {@link report} wrote.
 *
 * @category Advice
 */
export interface Report {
  /** The report in Markdown; pictures and plots stand in it by the names of their files. */
  readonly markdown: string
  /** The pictures, as SVG documents; none where they were asked for inline. */
  readonly pictures: readonly { readonly file: string; readonly svg: string }[]
  /** The plots, as Vega-Lite specifications. */
  readonly plots: readonly { readonly file: string; readonly specification: VegaLiteSpecification | LayeredChart }[]
}

/**
 * Settings of {@link report}.
 *
 * @category Advice
 */
export interface ReportOptions {
  /** The title (default `Report`). */
  readonly title?: string
  /** Whether pictures stand in the Markdown itself, as SVG, rather than in files beside it (default false). */
  readonly inline?: boolean
}
