/**
 * An e-mail's body as plain text: links show their URL, breaks and paragraphs end lines, all other tags are dropped.
 * Covers what message templates use, not all of HTML. Works in a single pass without backtracking, since templates come
 * from outside.
 */
export function plainText(html: string): string {
  let text = ''
  let link: string | undefined
  let isInHead = false
  const add = (part: string): void => {
    if (!isInHead) text += part
  }
  const endLink = (): void => {
    if (link !== undefined) add(` (${withoutEntities(link)})`)
    link = undefined
  }

  for (let at = 0; at < html.length; ) {
    const opening = html.indexOf('<', at)
    const tag = opening === -1 ? undefined : tagAt(html, opening)
    const end = opening === -1 ? html.length : opening
    add(withoutEntities(html.slice(at, end)))
    if (tag === undefined) {
      add(html.slice(end, end + 1)) // a `<` that begins no tag
      at = end + 1
      continue
    }
    at = tag.end
    if (tag.name === 'style' || tag.name === 'script') at = afterElement(html, tag)
    else if (tag.name === 'head') isInHead = true
    else if (tag.name === '/head' || tag.name === 'body') isInHead = false
    else if (tag.name === 'a' || tag.name === '/a') {
      endLink()
      if (tag.name === 'a') link = hrefOf(html.slice(opening, tag.end))
    } else if (ENDS_LINE.has(tag.name)) add('\n')
  }
  endLink()
  return text.trim()
}

interface Tag {
  /** In lower case; an end tag includes its slash. */
  readonly name: string
  /** The position after the tag. */
  readonly end: number
}

const ENDS_LINE = new Set(['br', '/p', '/div', '/li', '/tr', '/h1', '/h2', '/h3', '/h4', '/h5', '/h6'])

/** The tag, comment or declaration that begins at `at`, up to the next `>` or the end of the text. */
function tagAt(html: string, at: number): Tag | undefined {
  const start = html.slice(at, at + LONGEST_START)
  const [, name] = /^<(\/?[a-z][a-z0-9]*|!)/i.exec(start) ?? []
  if (name === undefined) return undefined
  const close = html.indexOf('>', at)
  return { name: name.toLowerCase(), end: close === -1 ? html.length : close + 1 }
}

/** The length of `</script` and one more character. */
const LONGEST_START = 9

/**
 * The position after an element whose content is not HTML, or the end of the text if the element is not closed, as in
 * browsers.
 */
function afterElement(html: string, { name, end }: Tag): number {
  const closing = name === 'style' ? /<\/style\s*>/gi : /<\/script\s*>/gi
  closing.lastIndex = end
  return closing.test(html) ? closing.lastIndex : html.length
}

function hrefOf(tag: string): string | undefined {
  return /\shref\s*=\s*["']?([^\s"'>]+)/i.exec(tag)?.[1]
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(#?[\da-z]{1,8});/gi,
    (entity, name: string) => characterOf(name.toLowerCase()) ?? entity,
  )
}

/** The character that `amp`, `#38` or `#x26` stands for. */
function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED[name]
  const point = Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1))
  return Number.isInteger(point) && point <= 0x10ffff ? String.fromCodePoint(point) : undefined
}
