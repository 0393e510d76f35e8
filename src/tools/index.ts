export { type ToolOptions, toolDefinitions } from './tool-definitions.js'
export type { JsonSchema, ToolAnswer, ToolDefinition } from './types.js'
