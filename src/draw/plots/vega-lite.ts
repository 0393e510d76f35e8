/**
 * A Vega-Lite specification as plain JSON: Vega, Observable and notebooks draw it.
 *
 * @category Drawing
 */
export interface VegaLite {
  /** Which version of the language. */
  readonly $schema: string
  /** What it shows, for those who do not see it. */
  readonly description: string
  /** The rows that are drawn. */
  readonly data: { readonly values: readonly Readonly<Record<string, string | number | boolean | null>>[] }
  /** The marks, one above the other. */
  readonly layer: readonly Readonly<Record<string, unknown>>[]
  /** Width in pixels. */
  readonly width: number
  /** Height in pixels. */
  readonly height: number
}

/** A frozen Vega-Lite specification of the usual size. */
export function vegaLite(
  description: string,
  values: VegaLite['data']['values'],
  layer: readonly Readonly<Record<string, unknown>>[],
): VegaLite {
  return Object.freeze({
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    description,
    width: 480,
    height: 300,
    data: Object.freeze({ values: Object.freeze(values) }),
    layer: Object.freeze(layer),
  })
}
