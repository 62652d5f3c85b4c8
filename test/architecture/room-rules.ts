import {
  contractParts,
  contractTypes,
  homes,
  journeys,
  outside,
  type Room,
  registries,
  roomOf,
} from './rooms.ts'
import { isTest, type Source } from './source.ts'

/** Every import that the table of rooms doesn't allow, one sentence each. */
export function wrongImports(sources: readonly Source[]): string[] {
  const valueNames = unionsOfStrings(sources.find((source) => source.path === contractTypes))
  return sources.flatMap((source) => {
    const room = roomOf(source.path)
    if (room === undefined) return [`${source.path} is in no room of the table`]
    return source.imports.flatMap((imported) => {
      const where = `${source.path}:${imported.line}`
      if (imported.target === undefined) {
        return mayUsePackage(room, imported.specifier) || isTest(source.path)
          ? []
          : [`${where} uses ${imported.specifier}, which is not for ${room.name}`]
      }
      const reached = partReached(imported.target, imported.names, valueNames)
      const typesOfRoom = imported.typeOnly ? `${reached.split(':')[0]}:types` : reached
      const fault =
        faultBetweenRooms(room, reached, typesOfRoom, source.path) ??
        faultWithinRoom(source.path, imported.target)
      return fault === undefined ? [] : [`${where} imports ${imported.target}: ${fault}`]
    })
  })
}

function faultBetweenRooms(
  room: Room,
  reached: string,
  typesOfRoom: string,
  path: string,
): string | undefined {
  const [other = ''] = reached.split(':')
  if (other === room.name || outside.includes(room.name)) return undefined
  if (outside.includes(other)) {
    return other === 'test' && isTest(path) ? undefined : `the product never imports ${other}`
  }
  if (other === 'cli' || (other === 'app' && room.name !== 'cli')) return `nothing may import ${other}`
  if (room.imports === 'everything') return undefined
  if ([other, reached, typesOfRoom].some((part) => room.imports.includes(part))) return undefined
  return `${room.name} may not import ${reached}`
}

function faultWithinRoom(from: string, to: string): string | undefined {
  const [fromFolder, toFolder] = [folderIn('src/domain/', from), folderIn('src/domain/', to)]
  if (fromFolder && toFolder === journeys && fromFolder !== journeys) {
    return 'a subject never imports a journey'
  }
  if (registries.includes(from)) return undefined
  const [island, other] = [folderIn('src/operations/', from), folderIn('src/operations/', to)]
  if (island && registries.includes(to)) return 'an operation never imports the registry'
  if (island && other && island !== other) return 'operations are islands'
  if (island === '' && other) return 'only the registry sees the operations'
  return undefined
}

/** The first folder below `room`, '' for a file of the room's root, nothing outside the room. */
function folderIn(room: string, path: string): string | undefined {
  if (!path.startsWith(room)) return undefined
  const rest = path.slice(room.length)
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : ''
}

/** What an import reaches, as `room` or `room:part`. */
function partReached(target: string, names: readonly string[], valueNames: ReadonlySet<string>): string {
  if (target === contractTypes && names.length > 0 && names.every((name) => valueNames.has(name))) {
    return 'contract:values'
  }
  const part = contractParts[target]
  if (part !== undefined) return part
  const folder = folderIn('src/domain/', target)
  if (folder === '') return 'domain:ports'
  return folder === undefined ? (roomOf(target)?.name ?? target) : `domain:${folder}`
}

function mayUsePackage(room: Room, specifier: string): boolean {
  if (room.imports === 'everything') return true
  return homes.every(
    (home) => home.rooms.includes(room.name) || !home.packages.some((name) => covers(name, specifier)),
  )
}

function covers(name: string, specifier: string): boolean {
  return name.endsWith('/')
    ? specifier.startsWith(name)
    : specifier === name || specifier.startsWith(`${name}/`)
}

/** The names that `export type Name = 'A' | 'B'` declares in the generated types. */
function unionsOfStrings(source: Source | undefined): Set<string> {
  const names = new Set<string>()
  const tokens = source?.tokens ?? []
  for (const [i, token] of tokens.entries()) {
    const [keyword, name, equals] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]]
    if (token.text !== 'export' || keyword?.text !== 'type' || equals?.text !== '=') continue
    const end = tokens.findIndex((other, at) => at > i + 3 && other.kind !== 'string' && other.text !== '|')
    const next = tokens[end]
    const complete = end === -1 || (next?.text === 'export' && end > i + 4)
    if (complete && name !== undefined) names.add(name.text)
  }
  return names
}
