/** The `@example` blocks of a source file, each with the name of what it documents. */
export function examplesOf(text: string): { name: string; code: string }[] {
  const found: { name: string; code: string }[] = []
  for (const comment of text.matchAll(
    /\/\*\*([\s\S]*?)\*\/\s*(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:function\*?|const|class|interface|type)?\s*(\w+)?/g,
  )) {
    const body = comment[1]!.replace(/^\s*\* ?/gm, '')
    for (const example of body.matchAll(/@example[^\n]*\n([\s\S]*?)(?=\n@\w|$(?![\s\S]))/g)) {
      found.push({ name: comment[2] ?? '?', code: example[1]!.replace(/^```\w*$/gm, '') })
    }
  }
  return found
}
