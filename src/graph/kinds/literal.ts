// How the compiler reads node names from a text literal: comments go first, then one tail-recursive splitter per
// separator, each collecting a union. Longer separators come first, so that `<->` is not read as `<-` and `>`.

type WhiteSpace = ' ' | '\n' | '\t' | '\r'
type Trim<S extends string> = S extends `${WhiteSpace}${infer R}`
  ? Trim<R>
  : S extends `${infer R}${WhiteSpace}`
    ? Trim<R>
    : S

// A comment up to the end of its line.
type WithoutHash<S extends string, Kept extends string = ''> = S extends `${infer A}#${infer B}`
  ? B extends `${string}\n${infer C}`
    ? WithoutHash<`\n${C}`, `${Kept}${A}`>
    : `${Kept}${A}`
  : `${Kept}${S}`
type WithoutSlashes<S extends string, Kept extends string = ''> = S extends `${infer A}//${infer B}`
  ? B extends `${string}\n${infer C}`
    ? WithoutSlashes<`\n${C}`, `${Kept}${A}`>
    : `${Kept}${A}`
  : `${Kept}${S}`
type WithoutBlocks<S extends string, Kept extends string = ''> = S extends `${infer A}/*${string}*/${infer B}`
  ? WithoutBlocks<B, `${Kept}${A} `>
  : `${Kept}${S}`
// Both forms in one text can hold one another: that is left to run time.
type WithoutComments<S extends string> = S extends `${string}/*${string}`
  ? S extends `${string}${'//' | '#'}${string}`
    ? string
    : WithoutBlocks<S>
  : S extends `${string}${'//' | '#'}${string}`
    ? WithoutHash<WithoutSlashes<S>>
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

// What the splitters leave of a connector with a circle that has other white space than spaces around it.
type Unsure = `${string}${'-' | '<' | '>' | '\t' | '\r'}${string}` | `${string} o` | `o ${string}` | 'o'
type Sure<N extends string> = [Extract<N, Unsure>] extends [never] ? N : string

/**
 * The union of node names in a graph text, when the text is a literal; else `string`.
 *
 * Comments are passed over, as at run time. A text with quoted names (`"a,b" -> c`), with both forms of comment, or with
 * a node called `o` is read at run time only: its type is `string`.
 *
 * @category Graphs
 */
export type NodesOf<S extends string> = string extends S
  ? string
  : S extends `${string}"${string}`
    ? string
    : string extends WithoutComments<S>
      ? string
      : Sure<Exclude<SplitCircleArrow<WithoutComments<S>>, ''>>
