// jstat ships no types; this is the little that we use.
declare module 'jstat' {
  interface Instance {
    pdf(x: number): number
    cdf(x: number): number
    mean(): number
    variance(): number
  }
  const jStat: {
    readonly normal: (mean: number, sd: number) => Instance
    readonly uniform: (low: number, high: number) => Instance
    readonly exponential: (rate: number) => Instance
    readonly laplace: (location: number, scale: number) => Instance
    readonly lognormal: (mean: number, sd: number) => Instance
    readonly gamma: (shape: number, scale: number) => Instance
    readonly beta: (a: number, b: number) => Instance
    readonly studentt: (df: number) => Instance
    readonly poisson: (rate: number) => Instance
  }
  export default jStat
}
