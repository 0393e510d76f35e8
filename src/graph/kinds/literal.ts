// How the compiler reads node names from a text literal: one tail-recursive splitter per separator, each collecting a
// union. Longer separators come first, so that `<->` is not read as `<-` and `>`.

type WhiteSpace = ' ' | '\n' | '\t' | '\r'
type Trim<S extends string> = S extends `${WhiteSpace}${infer R}`
  ? Trim<R>
  : S extends `${infer R}${WhiteSpace}`
    ? Trim<R>
    : S

type SplitComma<S extends string, Acc extends string = never> = S extends `${infer A},${infer B}`
  ? SplitComma<B, Acc | Trim<A>>
  : Acc | Trim<S>
type SplitSemicolon<S extends string, Acc extends string = never> = S extends `${infer A};${infer B}`
  ? SplitSemicolon<B, Acc | SplitComma<A>>
  : Acc | SplitComma<S>
type SplitLine<S extends string, Acc extends string = never> = S extends `${infer A}\n${infer B}`
  ? SplitLine<B, Acc | SplitSemicolon<A>>
  : Acc | SplitSemicolon<S>
type SplitUndirected<S extends string, Acc extends string = never> = S extends `${infer A}--${infer B}`
  ? SplitUndirected<B, Acc | SplitLine<A>>
  : Acc | SplitLine<S>
type SplitBack<S extends string, Acc extends string = never> = S extends `${infer A}<-${infer B}`
  ? SplitBack<B, Acc | SplitUndirected<A>>
  : Acc | SplitUndirected<S>
type SplitArrow<S extends string, Acc extends string = never> = S extends `${infer A}->${infer B}`
  ? SplitArrow<B, Acc | SplitBack<A>>
  : Acc | SplitBack<S>
type SplitBidirected<S extends string, Acc extends string = never> = S extends `${infer A}<->${infer B}`
  ? SplitBidirected<B, Acc | SplitArrow<A>>
  : Acc | SplitArrow<S>
type SplitTailCircle<S extends string, Acc extends string = never> = S extends `${infer A} -o ${infer B}`
  ? SplitTailCircle<B, Acc | SplitBidirected<A>>
  : Acc | SplitBidirected<S>
type SplitCircleTail<S extends string, Acc extends string = never> = S extends `${infer A} o- ${infer B}`
  ? SplitCircleTail<B, Acc | SplitTailCircle<A>>
  : Acc | SplitTailCircle<S>
type SplitCircles<S extends string, Acc extends string = never> = S extends `${infer A} o-o ${infer B}`
  ? SplitCircles<B, Acc | SplitCircleTail<A>>
  : Acc | SplitCircleTail<S>
type SplitArrowCircle<S extends string, Acc extends string = never> = S extends `${infer A} <-o ${infer B}`
  ? SplitArrowCircle<B, Acc | SplitCircles<A>>
  : Acc | SplitCircles<S>
type SplitCircleArrow<S extends string, Acc extends string = never> = S extends `${infer A} o-> ${infer B}`
  ? SplitCircleArrow<B, Acc | SplitArrowCircle<A>>
  : Acc | SplitArrowCircle<S>

/**
 * The union of node names in a graph text, when the text is a literal; else `string`.
 *
 * A text with quoted names (`"a,b" -> c`) is read at run time only: its type is `string`.
 *
 * @category Graphs
 */
export type NodesOf<S extends string> = string extends S
  ? string
  : S extends `${string}"${string}`
    ? string
    : Exclude<SplitCircleArrow<S>, ''>
