/**
 * A question with its key, as a benchmark holds it.
 *
 * @category Advice
 */
export interface KeyedQuestion {
  /** Its name, each once. */
  readonly id: string
  /** What kind of question it is: scores are told for each kind. */
  readonly kind: string
  /** The right answer. */
  readonly answer: string
  /** The answers that may be given, the right one among them; left out: any text, and no chance level. */
  readonly choices?: readonly string[]
}

/**
 * An answer that somebody gave: a program, a language model, a person.
 *
 * @category Advice
 */
export interface GivenAnswer {
  /** The question's name. */
  readonly id: string
  /** The answer; null where none was given. */
  readonly answer: string | null
}

/**
 * How the questions of one kind, or all of them, were answered.
 *
 * @category Advice
 */
export interface AnswerScore {
  /** The kind; null for all questions together. */
  readonly kind: string | null
  /** How many questions there are. */
  readonly questions: number
  /** How many of them were answered by one of their choices, or by a text where there are no choices. */
  readonly answered: number
  /** How many have no answer. */
  readonly unanswered: number
  /** How many have an answer that is none of the choices. */
  readonly unreadable: number
  /** How many were answered rightly. */
  readonly right: number
  /** The share of right answers among those answered; null where none was. */
  readonly accuracy: number | null
  /** The score interval (Wilson 1927) of that share: what more questions of this kind would bring; null where none was answered. */
  readonly interval: readonly [lower: number, upper: number] | null
  /** The share of right answers among all questions: what the accuracy is if every missing or unreadable answer counts as wrong. */
  readonly rightOfAll: number
  /** The accuracy expected of a guess among the choices; null where some question names no choices. */
  readonly chance: number | null
  /** The commonest right answer (of equals the first by name), and the accuracy of whoever gives it always. */
  readonly majority: { readonly answer: string; readonly accuracy: number }
  /** How often each right answer met each given one, the commonest first; only answers that count as answered. */
  readonly pairs: readonly { readonly answer: string; readonly given: string; readonly count: number }[]
}

/**
 * What {@link scoreAnswers} found.
 *
 * @category Advice
 */
export interface AnswerScores {
  /** All questions together. */
  readonly overall: AnswerScore
  /** Each kind, by name. */
  readonly kinds: readonly AnswerScore[]
  /** The questions without an answer, in their order. */
  readonly unanswered: readonly string[]
  /** The answers that are none of the choices, in the order of the questions. */
  readonly unreadable: readonly GivenAnswer[]
  /** The level of the intervals. */
  readonly confidence: number
}
