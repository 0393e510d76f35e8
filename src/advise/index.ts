export type { AnswerScore, AnswerScores, GivenAnswer, KeyedQuestion } from './questions/question-types.js'
export { scoreAnswers } from './questions/score-answers.js'
