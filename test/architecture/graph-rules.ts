import { entryPoints, reachedOnlyByTests } from './rooms.ts'
import { isTest, type Source } from './source.ts'

/** Every circle of imports, written as `a -> b -> a`; type-only imports count. */
export function circles(sources: readonly Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path))
  const graph = sources.map(({ path, imports }): [string, string[]] => [
    path,
    imports.flatMap(({ target }) => (target !== undefined && paths.has(target) ? [target] : [])),
  ])
  return circlesOf(new Map(graph))
}

const DOMAIN = 'src/domain/'

/**
 * Every circle of imports between the folders of the domain, at each depth. In each folder its own files, written as
 * `folder/*.ts`, count as one more folder beside those in it. Ports that gather all subjects, such as `stores.ts`, are
 * outside the folders and belong to none.
 */
export function folderCircles(sources: readonly Source[]): string[] {
  const graph = new Map<string, Set<string>>()
  for (const { path, imports } of sources) {
    if (!isInSubject(path) || isTest(path)) continue
    for (const { target } of imports) {
      if (target === undefined || !isInSubject(target)) continue
      const [importer, imported] = whereTheyPart(path, target)
      if (importer !== imported) graph.set(importer, (graph.get(importer) ?? new Set()).add(imported))
    }
  }
  return circlesOf(graph)
}

function isInSubject(path: string): boolean {
  return path.startsWith(DOMAIN) && path.includes('/', DOMAIN.length)
}

/** The two neighbours in the innermost folder with both files: the folders that contain them there, or its own files. */
function whereTheyPart(path: string, target: string): [string, string] {
  const from = path.split('/')
  const to = target.split('/')
  const depth = from.findIndex((name, i) => name !== to[i])
  return [neighbourAt(from, depth), neighbourAt(to, depth)]
}

function neighbourAt(path: readonly string[], depth: number): string {
  const isFile = depth === path.length - 1
  return [...path.slice(0, depth), isFile ? '*.ts' : path[depth]].join('/')
}

function circlesOf(graph: ReadonlyMap<string, Iterable<string>>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) found.push([...trail.slice(start), path].join(' -> '))
    if (start !== -1 || done.has(path)) return
    for (const target of graph.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  return found
}

/** Every file of src/ that no entry point reaches. Without an app nothing can be reached. */
export function orphans(sources: readonly Source[], allowed = reachedOnlyByTests): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  if (!byPath.has('src/app.ts')) return []
  const reached = new Set<string>()
  const waiting = [...entryPoints, ...allowed]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    for (const { target } of byPath.get(path)?.imports ?? []) if (target !== undefined) waiting.push(target)
  }
  return sources
    .map((source) => source.path)
    .filter((path) => path.startsWith('src/') && !isTest(path) && !reached.has(path))
}

/** Every relative import that leads to no file. */
export function deadEnds(sources: readonly Source[], exists: (path: string) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter(({ target }) => target !== undefined && !exists(target))
      .map(({ specifier, line }) => `${source.path}:${line} imports ${specifier}, which is not there`),
  )
}
