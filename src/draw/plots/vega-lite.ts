/**
 * A Vega-Lite specification (version 5) as plain JSON: Vega, Observable, notebooks and the online editor render it.
 *
 * @category Drawing
 */
export interface VegaLiteSpecification {
  /** The schema that it follows. */
  readonly $schema: string
  /** What the picture shows, in a sentence. */
  readonly description: string
  /** Everything else: data, marks, encodings, layers. */
  readonly [key: string]: unknown
}

/**
 * A Vega-Lite chart of one table of rows, drawn by marks one above the other.
 *
 * @category Drawing
 */
export interface LayeredChart extends VegaLiteSpecification {
  /** The rows that are drawn. */
  readonly data: { readonly values: readonly Readonly<Record<string, string | number | boolean | null>>[] }
  /** The marks, the lowest first. */
  readonly layer: readonly Readonly<Record<string, unknown>>[]
  /** Width in pixels. */
  readonly width: number
  /** Height in pixels. */
  readonly height: number
}

/** A layered chart of the usual size. */
export function layeredChart(
  description: string,
  values: LayeredChart['data']['values'],
  layer: LayeredChart['layer'],
): LayeredChart {
  return vegaLite(description, { width: 480, height: 300, data: { values }, layer }) as LayeredChart
}

/** A specification with its schema, deeply frozen. */
export function vegaLite(description: string, parts: Readonly<Record<string, unknown>>): VegaLiteSpecification {
  return deepFrozen({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', description, ...parts })
}

function deepFrozen<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFrozen(part)
  }
  return value
}

/** A vertical or horizontal line at a value. */
export function ruleAt(axis: 'x' | 'y', value: number, dash = true): Readonly<Record<string, unknown>> {
  return {
    data: { values: [{ at: value }] },
    mark: { type: 'rule', color: '#888', ...(dash ? { strokeDash: [4, 3] } : {}) },
    encoding: { [axis]: { field: 'at', type: 'quantitative' } },
  }
}
