export { berkeleyAdmissions } from './berkeley-admissions.js'
export {
  backDoorGraph,
  berkeleyGraph,
  berksonGraph,
  butterflyGraph,
  confoundingGraph,
  mBiasGraph,
  mediationGraph,
  simpsonGraph,
  timeVaryingGraph,
  warmUpGraph,
} from './graphs-adjustment.js'
export {
  bowGraph,
  conditionalInstrumentGraph,
  doubleNapkinGraph,
  frontDoorGraph,
  instrumentGraph,
  longFrontDoorGraph,
  napkinGraph,
  sequentialTreatmentGraph,
  smokingGraph,
  vermaGraph,
} from './graphs-hidden-causes.js'
export {
  counterfactualWorldsGraph,
  shpitserPearl1bGraph,
  shpitserPearl1cGraph,
  shpitserPearl1dGraph,
  shpitserPearl3aGraph,
  tianPearlGraph,
  transportTwoOutcomesGraph,
  unidentifiableCounterfactualGraph,
} from './graphs-identification.js'
export { asiaGraph, cancerGraph, earthquakeGraph, sachsGraph, sprinklerGraph } from './graphs-networks.js'
export { kidneyStones } from './kidney-stones.js'
export { asiaNetwork } from './models/asia-network.js'
export { firingSquad } from './models/firing-squad.js'
export { hiringModel } from './models/hiring-model.js'
export { smokingModel } from './models/smoking-model.js'
export type { PublishedCounts } from './published-counts.js'
