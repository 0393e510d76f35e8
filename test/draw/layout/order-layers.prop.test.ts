import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossingCounter, layerCosts, type Ordering } from '../../../src/draw/layout/crossings.js'
import { firstOrders } from '../../../src/draw/layout/first-orders.js'
import { forwardEdges } from '../../../src/draw/layout/forward-edges.js'
import { type LayeredItems, layeredItems } from '../../../src/draw/layout/layered-items.js'
import { orderLayers } from '../../../src/draw/layout/order-layers.js'

const arbitraryItems: fc.Arbitrary<LayeredItems> = fc
  .array(fc.tuple(fc.nat(14), fc.nat(14), fc.nat(5)), { minLength: 1, maxLength: 40 })
  .map((raw) => {
    const list = raw.filter(([a, b]) => a < b)
    const links = {
      n: 15,
      from: Int32Array.from(list, (e) => e[0]),
      to: Int32Array.from(list, (e) => e[1]),
      kind: Uint8Array.from(list, (e) => (e[2] === 0 ? 2 : 0)),
      circles: new Uint8Array(list.length),
    }
    return layeredItems(links, forwardEdges(links))
  })

/** Pairs of pieces between two layers that stand the other way round below than above. */
function counted({ after }: LayeredItems, { layers, place }: Ordering): number {
  let count = 0
  for (const layer of layers) {
    const pieces = [...layer].flatMap((v) =>
      [...after.item.subarray(after.start[v]!, after.start[v + 1]!)].map((w) => [place[v]!, place[w]!] as const),
    )
    for (const [a, b] of pieces) for (const [c, d] of pieces) if (a < c && b > d) count++
  }
  return count
}

describe('the order of layers', () => {
  it('has no more crossings than any first order, and holds each item once', () => {
    fc.assert(
      fc.property(arbitraryItems, (items) => {
        const starts = firstOrders(items)
        const order = orderLayers(items, () => {})
        for (const each of [...starts, order]) {
          expect(crossingCounter(items)(each)).toBe(counted(items, each))
          expect(each.layers.flatMap((layer) => [...layer]).sort((a, b) => a - b)).toEqual([
            ...Array(items.count).keys(),
          ])
        }
        const fewest = Math.min(...starts.map((start) => counted(items, start)))
        expect(counted(items, order)).toBeLessThanOrEqual(fewest)
      }),
      { numRuns: 40 },
    )
  })

  it('knows what an exchange of neighbours changes', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryItems, fc.nat(99), fc.nat(99), (items, l, k) => {
        const order = firstOrders(items)[0]!
        const layer = order.layers[l % order.layers.length]!
        if (layer.length < 2) return
        live++
        const at = 1 + (k % (layer.length - 1))
        const [a, b] = [layer[at - 1]!, layer[at]!]
        const costs = layerCosts(items)
        costs.prepare(layer, order.place)
        const difference = costs.difference(a, b)
        const before = counted(items, order)
        layer.set([b, a], at - 1)
        order.place[b] = at - 1
        order.place[a] = at
        expect(before - counted(items, order)).toBe(difference)
      }),
      { numRuns: 80 },
    )
    expect(live).toBeGreaterThan(30)
  })
})
