// what every engine of ES modules has; the language's own library does not say so
interface ImportMeta {
  url: string
}
