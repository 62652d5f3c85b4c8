import type { Source } from './source.ts'

/** The members of the list of all stores. */
export function storeNames({ tokens }: Source): string[] {
  return tokens.flatMap((token, i) => {
    const [name, colon, type] = tokens.slice(i + 1, i + 4)
    const isStore = token.text === 'readonly' && colon?.text === ':' && type?.text.endsWith('Store')
    return isStore && name !== undefined ? [name.text] : []
  })
}

/**
 * The methods that no suite calls: a suite is a file that names the store, and a call has the method behind a dot.
 * @param methods by the name of the store
 */
export function methodsWithoutSuite(
  methods: ReadonlyMap<string, readonly string[]>,
  suites: readonly Source[],
): string[] {
  const files = suites.map(({ tokens }) => ({
    words: new Set(tokens.map(({ text }) => text)),
    members: new Set(tokens.flatMap(({ text }, i) => (tokens[i - 1]?.text === '.' ? [text] : []))),
  }))
  return [...methods].flatMap(([store, names]) =>
    names
      .filter((name) => !files.some(({ words, members }) => words.has(store) && members.has(name)))
      .map((name) => `${store}.${name} is called by no suite in test/stores`),
  )
}
