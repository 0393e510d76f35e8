export { berkeleyAdmissions } from './berkeley-admissions.js'
export { kidneyStones } from './kidney-stones.js'
export type { PublishedCounts } from './published-counts.js'
