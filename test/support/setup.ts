import fc from 'fast-check'

// One seed for all property tests, so that a run can be had again; set FAST_CHECK_SEED to explore others.
const asked = typeof process === 'undefined' ? undefined : process.env['FAST_CHECK_SEED']
fc.configureGlobal({ seed: asked === undefined ? 20260101 : Number(asked) })
