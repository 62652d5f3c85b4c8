import type { Child } from 'hono/jsx'
import { partsOf } from '../../../languages/texts.ts'

/** A text with elements in the places of its values, such as links. */
export function RichText({
  text,
  values,
}: {
  readonly text: string
  readonly values: Readonly<Record<string, Child>>
}) {
  return <>{partsOf(text).map((part) => (part.value === undefined ? part.text : values[part.value]))}</>
}
