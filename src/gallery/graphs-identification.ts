import { admg } from '../graph/kinds/admg.js'
import type { Admg } from '../graph/types.js'

/**
 * Not identifiable: the hidden cause is shared by X and its child Z, a bow, and Y is below.
 *
 * Shpitser & Pearl (2006), *AAAI* 21:1219–1226, figure 1.
 *
 * @category Gallery
 */
export const shpitserPearl1bGraph: Admg<'X' | 'Z' | 'Y'> = /* @__PURE__ */ admg('X -> Z -> Y; X <-> Z')

/**
 * Not identifiable: X and Y are not joined by a bidirected edge, but one district holds both.
 *
 * Shpitser & Pearl (2006), *AAAI* 21:1219–1226, figure 1.
 *
 * @category Gallery
 */
export const shpitserPearl1cGraph: Admg<'X' | 'Y' | 'Z'> = /* @__PURE__ */ admg('X -> Y <- Z; X <-> Z <-> Y')

/**
 * Not identifiable through a longer hedge.
 *
 * Shpitser & Pearl (2006), *AAAI* 21:1219–1226, figure 1.
 *
 * @category Gallery
 */
export const shpitserPearl1dGraph: Admg<'X' | 'Z' | 'Y' | 'W'> = /* @__PURE__ */ admg('X -> Z -> Y <- W; X <-> W <-> Z')

/**
 * P(y1, y2 | do(x)) is identifiable, though one district holds all that is left: intervening on W1 as well, which changes nothing, splits it (line 3 of the ID algorithm).
 *
 * Shpitser & Pearl (2008), *Journal of Machine Learning Research* 9:1941–1979, figure 3a.
 *
 * @category Gallery
 */
export const shpitserPearl3aGraph: Admg<'W1' | 'X' | 'Y1' | 'W2' | 'Y2'> = /* @__PURE__ */ admg(
  'W1 -> X -> Y1; W2 -> Y2; W1 <-> W2 <-> X; Y1 <-> W1 <-> Y2',
)

/**
 * The graph of P(y_x | x′, z_d, d): its counterfactual is identifiable though it speaks of three worlds.
 *
 * Shpitser & Pearl (2008), figure 9a.
 *
 * @category Gallery
 */
export const counterfactualWorldsGraph: Admg<'X' | 'W' | 'Y' | 'D' | 'Z'> = /* @__PURE__ */ admg(
  'X -> W -> Y; D -> Z -> Y; X <-> Y',
)

/**
 * Identifiable by c-components: many hidden causes, but none shared by X and its children.
 *
 * Tian & Pearl (2002), *AAAI* 18:567–573; Pearl (2009), figure 3.8(g).
 *
 * @category Gallery
 */
export const tianPearlGraph: Admg<'X' | 'Z1' | 'Y' | 'Z2' | 'Z3'> = /* @__PURE__ */ admg(
  'X -> Z1 -> Y; Z2 -> X; Z2 -> Z1; Z2 -> Z3 -> Y; X <-> Y; X <-> Z2; X <-> Z3; Y <-> Z2',
)

/**
 * Two treatments and two outcomes: from observations alone their joint effect is not identifiable; other studies can help.
 *
 * Tikka & Karvanen (2019), *International Journal of Approximate Reasoning* 108:21–37.
 *
 * @category Gallery
 */
export const transportTwoOutcomesGraph: Admg<'W' | 'Y1' | 'Y2' | 'X1' | 'X2' | 'Z'> = /* @__PURE__ */ admg(
  'W -> Y1; W -> Y2; X1 -> Y1; X1 -> Y2; X2 -> Y2; Z -> X2; Z -> Y1; Z -> Y2; W <-> Z; X1 <-> Y1; X2 <-> Z',
)

/**
 * The same graph with an edge from X to Y: now the counterfactual is not identifiable.
 *
 * Tikka (2023), *R Journal* 15(2); after Shpitser & Pearl (2008).
 *
 * @category Gallery
 */
export const unidentifiableCounterfactualGraph: Admg<'X' | 'W' | 'Y' | 'D' | 'Z'> = /* @__PURE__ */ admg(
  'X -> W -> Y; X -> Y; D -> Z -> Y; X <-> Y',
)
