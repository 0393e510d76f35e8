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
