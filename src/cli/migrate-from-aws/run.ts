import type { FormerUser } from '../../domain/moving/former-pool.ts'
import { movedUser, settleUser } from '../../domain/moving/moved-user.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { OldPool, Page } from '../../gateways/cognito.ts'
import type { Clock } from '../../kernel/clock.ts'
import { countFactors, type FactorsOf, subOf } from './factors.ts'
import { type MovePosition, savePosition } from './position.ts'
import type { MoveTally } from './report.ts'
import { toGroup } from './settings.ts'

export interface MoveRun {
  readonly old: OldPool
  readonly pool: UserPool
  /** Absent: nothing is stored, all is counted. */
  readonly storage: Storage | undefined
  readonly clock: Clock
  /** Undefined in a pool without MFA. */
  readonly factorsOf: FactorsOf | undefined
  /** Told after each page. */
  progress(tally: MoveTally): void
}

type Progress = Pick<MovePosition, 'part' | 'token' | 'group'>

/** Moves groups, users and memberships, from a position on: page by page, each page with the position behind it. */
export async function moveLists(run: MoveRun, from: MovePosition): Promise<MoveTally> {
  let tally = from.tally
  const keep = async (next: Progress, work?: (stores: Stores, tally: MoveTally) => Promise<void>) => {
    tally = await storePage(run, { ...next, tally }, work)
  }
  const isPast = (part: MovePosition['part']) => ORDER.indexOf(from.part) > ORDER.indexOf(part)
  const start = (part: MovePosition['part']) => (from.part === part ? from.token : undefined)

  if (!isPast('groups')) {
    for await (const page of pagesOf(run.old.groups, start('groups'))) {
      await keep(nextIn('groups', 'users', page), (stores, counted) => addGroups(run, stores, page, counted))
    }
  }
  if (!isPast('users')) {
    for await (const page of pagesOf(run.old.users, start('users'))) {
      const factors = await factorsOfNew(run, page)
      await keep(nextIn('users', 'memberships', page), (stores, counted) =>
        addUsers(run, stores, page, counted, factors),
      )
    }
  }
  if (!isPast('memberships')) {
    for (const group of await groupsFrom(run.old, from.group)) {
      const token = group === from.group ? start('memberships') : undefined
      const members = (after?: string) => run.old.members(group, after)
      for await (const page of pagesOf(members, token)) {
        await keep({ part: 'memberships', group, token: page.next }, (stores, counted) =>
          addMembers(run, stores, group, page, counted),
        )
      }
    }
  }
  await keep({ part: 'done' })
  return tally
}

/** The groups whose members come next: all of them where the one to go on with was deleted meanwhile. */
async function groupsFrom(old: OldPool, first: string | undefined): Promise<string[]> {
  const names: string[] = []
  for await (const { entries } of pagesOf(old.groups, undefined)) {
    names.push(...entries.flatMap(({ GroupName }) => GroupName ?? []))
  }
  return names.slice(Math.max(0, names.indexOf(first ?? '')))
}

const ORDER: ReadonlyArray<MovePosition['part']> = ['groups', 'users', 'memberships', 'done']

function nextIn(
  part: MovePosition['part'],
  following: MovePosition['part'],
  { next }: Page<unknown>,
): Progress {
  return next === undefined ? { part: following } : { part, token: next }
}

/**
 * The pages of a list. A token that the service takes no more (they last an hour) lets the list begin anew: what was
 * stored is then met again, and left alone.
 */
async function* pagesOf<Entry>(
  list: (token?: string) => Promise<Page<Entry>>,
  start: string | undefined,
): AsyncGenerator<Page<Entry>> {
  let token = start
  do {
    const page = await list(token).catch((error: unknown) => {
      if (token === undefined || token !== start || !isOutdated(error)) throw error
      return list()
    })
    yield page
    token = page.next
  } while (token !== undefined)
}

function isOutdated(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidParameterException'
}

/** A transaction may run again: it counts on a copy, which holds once it has ended. */
async function storePage(
  { storage, pool, clock, progress }: MoveRun,
  position: MovePosition,
  work: (stores: Stores, tally: MoveTally) => Promise<void> = async () => {},
): Promise<MoveTally> {
  const counting = async (stores: Stores | undefined) => {
    const tally = structuredClone(position.tally)
    await work(stores ?? NOTHING, tally)
    if (stores) await savePosition(stores, pool.id, { ...position, tally }, clock())
    return tally
  }
  const tally = storage ? await storage.transaction(counting) : await counting(undefined)
  progress(tally)
  return tally
}

/** Where nothing is stored nobody reads it either. */
const NOTHING = {} as Stores

async function addGroups(
  { pool, storage, clock }: MoveRun,
  stores: Stores,
  page: GroupPage,
  tally: MoveTally,
) {
  for (const described of page.entries) {
    const isNew = !storage || (await stores.groups.insert(toGroup(described, pool.id, clock())))
    if (isNew) tally.groups++
    else tally.kept++
  }
}

type GroupPage = Awaited<ReturnType<OldPool['groups']>>
type UserPage = Awaited<ReturnType<OldPool['users']>>

/** Before the transaction that stores the page: of users who are not here yet. */
async function factorsOfNew({ storage, pool, factorsOf }: MoveRun, page: UserPage): Promise<KnownFactors> {
  if (!factorsOf) return undefined
  const added: FormerUser[] = []
  for (const user of page.entries) {
    if (!(await storage?.stores.users.find(pool.id, subOf(user)))) added.push(user)
  }
  return factorsOf(added)
}

type KnownFactors = Awaited<ReturnType<FactorsOf>> | undefined

async function addUsers(
  { pool, storage, clock }: MoveRun,
  stores: Stores,
  page: UserPage,
  tally: MoveTally,
  factors: KnownFactors,
) {
  for (const former of page.entries) {
    const user = movedUser(pool, former, clock())
    if (!user) continue // the service tells of no user without a sub
    const settled = storage ? await settleUser(stores, pool, user) : 'made'
    if (settled === 'made') {
      tally.users++
      tally.statuses[user.status] = (tally.statuses[user.status] ?? 0) + 1
      if (factors) countFactors(tally.secondFactors, former, factors.get(user.sub))
    } else if (settled === 'kept') tally.kept++
    else if (tally.refused.length < REFUSED_TOLD) tally.refused.push(user.sub)
  }
}

const REFUSED_TOLD = 100

async function addMembers(
  { pool, storage }: MoveRun,
  stores: Stores,
  group: string,
  page: Page<string>,
  tally: MoveTally,
): Promise<void> {
  for (const sub of page.entries) {
    const isHere = !storage || (await stores.users.find(pool.id, sub)) !== undefined
    if (!isHere) continue
    if (storage && !(await stores.groups.find(pool.id, group))) continue // made after the groups were read
    const isNew = !storage || (await stores.groups.addMember(pool.id, group, sub))
    if (isNew) tally.memberships++
    else tally.kept++
  }
}
