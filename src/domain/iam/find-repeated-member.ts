interface OpenObject {
  readonly names: Set<string>
  readonly isObject: boolean
}

/**
 * The first member name that occurs twice in an object of a JSON text, or undefined. `JSON.parse` silently keeps the
 * last one, so a reader could misread the policy.
 * The text must be valid JSON.
 */
export function findRepeatedMember(json: string): string | undefined {
  const open: OpenObject[] = []
  let at = 0
  while (at < json.length) {
    const character = json.charAt(at)
    if (character === '{' || character === '[') {
      open.push({ names: new Set(), isObject: character === '{' })
    } else if (character === '}' || character === ']') {
      open.pop()
    } else if (character === '"') {
      const end = endOfString(json, at)
      const container = open.at(-1)
      if (container?.isObject && isFollowedByColon(json, end)) {
        const name: string = JSON.parse(json.slice(at, end))
        if (container.names.has(name)) return name
        container.names.add(name)
      }
      at = end
      continue
    }
    at++
  }
  return undefined
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  while (json.charAt(at) !== '"') at += json.charAt(at) === '\\' ? 2 : 1
  return at + 1
}

function isFollowedByColon(json: string, from: number): boolean {
  let at = from
  while (' \t\r\n'.includes(json.charAt(at)) && at < json.length) at++
  return json.charAt(at) === ':'
}
