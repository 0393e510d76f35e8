export type { CallArgument, SuggestedCall } from './calls/call-types.js'
export { runSuggestion } from './calls/run-suggestion.js'
export { diagnose } from './diagnosis/diagnose.js'
export type {
  ColumnType,
  DiagnosedColumn,
  DiagnoseOptions,
  Diagnosis,
  DiagnosisTopic,
  Finding,
  NotLooked,
} from './diagnosis/diagnosis-types.js'
export type { AnswerScore, AnswerScores, GivenAnswer, KeyedQuestion } from './questions/question-types.js'
export { scoreAnswers } from './questions/score-answers.js'
export { report } from './reports/report.js'
export type { Report, ReportOptions } from './reports/report-types.js'
export { suggest } from './suggestions/suggest.js'
export type {
  Advice,
  AdviceQuestion,
  AdvisedAgainst,
  ExpectedTime,
  Suggestion,
} from './suggestions/suggestion-types.js'
