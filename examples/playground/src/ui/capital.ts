/** A message as the beginning of a sentence. */
export const capital = (message: string): string => message.charAt(0).toUpperCase() + message.slice(1)
