import { dag } from '../graph/kinds/dag.js'
import type { Dag } from '../graph/types.js'

/**
 * A visit to Asia, tuberculosis, lung cancer and bronchitis: the eight nodes of the chest clinic.
 *
 * Lauritzen & Spiegelhalter (1988), *Journal of the Royal Statistical Society B* 50:157–224.
 *
 * @category Gallery
 */
export const asiaGraph: Dag<'asia' | 'tub' | 'either' | 'xray' | 'smoke' | 'lung' | 'dysp' | 'bronc'> =
  /* @__PURE__ */ dag('asia -> tub -> either -> xray; smoke -> lung -> either -> dysp; smoke -> bronc -> dysp')

/**
 * Two causes of cancer and two signs of it.
 *
 * Korb & Nicholson (2010), *Bayesian Artificial Intelligence*, section 2.2.
 *
 * @category Gallery
 */
export const cancerGraph: Dag<'Pollution' | 'Cancer' | 'Smoker' | 'Xray' | 'Dyspnoea'> = /* @__PURE__ */ dag(
  'Pollution -> Cancer <- Smoker; Cancer -> Xray; Cancer -> Dyspnoea',
)

/**
 * A burglary or an earthquake sets off the alarm, and two neighbours call.
 *
 * Pearl (1988), *Probabilistic Reasoning in Intelligent Systems*; Korb & Nicholson (2010).
 *
 * @category Gallery
 */
export const earthquakeGraph: Dag<'Burglary' | 'Alarm' | 'Earthquake' | 'JohnCalls' | 'MaryCalls'> =
  /* @__PURE__ */ dag('Burglary -> Alarm <- Earthquake; Alarm -> JohnCalls; Alarm -> MaryCalls')

/**
 * The season, the sprinkler, rain, and the pavement: separation, and seeing against doing.
 *
 * Pearl (2009), figure 1.2.
 *
 * @category Gallery
 */
export const sprinklerGraph: Dag<'season' | 'sprinkler' | 'wet' | 'rain' | 'slippery'> = /* @__PURE__ */ dag(
  'season -> sprinkler -> wet <- rain; season -> rain; wet -> slippery',
)

/**
 * Protein signalling in human cells: the network of 11 nodes and 17 edges found from interventions on single cells.
 *
 * Sachs, Perez, Pe’er, Lauffenburger & Nolan (2005), *Science* 308:523–529; edges as in the bnlearn repository.
 *
 * @category Gallery
 */
export const sachsGraph: Dag<'PKC' | 'PKA' | 'Raf' | 'Mek' | 'Jnk' | 'P38' | 'Erk' | 'Akt' | 'Plcg' | 'PIP3' | 'PIP2'> =
  /* @__PURE__ */ dag(
    'PKC -> PKA; PKC -> Raf; PKC -> Mek; PKC -> Jnk; PKC -> P38; PKA -> Raf -> Mek -> Erk -> Akt; PKA -> Mek; PKA -> Erk; PKA -> Akt; PKA -> Jnk; PKA -> P38; Plcg -> PIP3 -> PIP2; Plcg -> PIP2',
  )
