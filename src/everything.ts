// All that is public, for the documentation. `index.ts` leaves out the workers: what `import.meta` is used in, some bundlers cannot
// read, and a page that shares no work has no use for it.
export * from './index.js'
export * from './worker/index.js'
export * from './workers/index.js'
