// The build of this tree, and its streams of random numbers.
export * from '../../dist/index.js'
export { generator } from '../../dist/probability/streams/stream.js'
