import type { Clock } from '../../kernel/clock.ts'
import { allEntries, type Page, pagesOf, type ReadPage } from '../../kernel/pages.ts'
import type { Storage, Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type FormerGroup, type FormerUser, subOf } from './former-pool.ts'
import type { FormerPoolReader } from './former-pool-reader.ts'
import { savePosition } from './keep-position.ts'
import { countFactors } from './lost-factors.ts'
import type { MovePart, MovePosition, MoveTally } from './move-position.ts'
import { movedGroup } from './moved-group.ts'
import { movedUser, settleMovedUser } from './moved-user.ts'
import type { ReadFactors } from './read-factors.ts'

export interface MoveContext {
  readonly former: FormerPoolReader
  readonly pool: UserPool
  /** Undefined in a dry run: everything is counted and nothing stored. */
  readonly storage: Storage | undefined
  readonly clock: Clock
  /** Undefined in a pool without MFA. */
  readonly readFactors: ReadFactors | undefined
  /** Called after each page. */
  progress(tally: MoveTally): void
}

type Next = Pick<MovePosition, 'part' | 'token' | 'group'>

/** Stores what a page brings and counts it. `stores` is undefined in a dry run. */
type StorePage = (stores: Stores | undefined, tally: MoveTally) => Promise<void>

/**
 * Moves groups, users and memberships, from a position on. Each page is stored together with the position behind it.
 * Returns the tally of the whole move.
 */
export async function moveLists(context: MoveContext, from: MovePosition): Promise<MoveTally> {
  const { former } = context
  let tally = from.tally
  const keep = async (next: Next, store: StorePage) => {
    tally = await keepPage(context, { ...next, tally }, store)
  }
  const isPast = (part: MovePart) => ORDER.indexOf(from.part) > ORDER.indexOf(part)
  const start = (part: MovePart) => (from.part === part ? from.token : undefined)

  if (!isPast('groups')) {
    for await (const page of restartablePages(former.groups, start('groups'))) {
      await keep(nextIn('groups', 'users', page), addGroups(context, page.entries))
    }
  }
  if (!isPast('users')) {
    for await (const page of restartablePages(former.users, start('users'))) {
      const factors = await factorsOfNew(context, page.entries)
      await keep(nextIn('users', 'memberships', page), addUsers(context, page.entries, factors))
    }
  }
  if (!isPast('memberships')) {
    for (const group of await groupsFrom(former, from.group)) {
      const members: ReadPage<string> = (token) => former.members(group, token)
      const token = group === from.group ? start('memberships') : undefined
      for await (const { entries, next } of restartablePages(members, token)) {
        await keep({ part: 'memberships', group, token: next }, addMembers(context, group, entries))
      }
    }
  }
  await keep({ part: 'done' }, async () => {})
  return tally
}

const ORDER: readonly MovePart[] = ['groups', 'users', 'memberships', 'done']

function nextIn(part: MovePart, following: MovePart, { next }: Page<unknown>): Next {
  return next === undefined ? { part: following } : { part, token: next }
}

/** The groups whose members come next: all of them where the one to go on with was deleted in between. */
async function groupsFrom(former: FormerPoolReader, first: string | undefined): Promise<readonly string[]> {
  const names = (await allEntries(former.groups)).map(({ groupName }) => groupName)
  return names.slice(Math.max(0, names.indexOf(first ?? '')))
}

/**
 * The pages of a list from a token on. If the token is outdated the list begins again: entries that were stored are then
 * met again, and left alone.
 */
function restartablePages<Entry>(read: ReadPage<Entry>, start: string | undefined) {
  return pagesOf<Entry, string>(async (token) => {
    try {
      return await read(token)
    } catch (error) {
      if (token === undefined || token !== start || !isOutdated(error)) throw error
      return read(undefined)
    }
  }, start)
}

function isOutdated(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidParameterException'
}

/** A transaction may run again, so it counts on a copy, which replaces the tally at its end. */
async function keepPage(
  { storage, pool, clock, progress }: MoveContext,
  position: MovePosition,
  store: StorePage,
): Promise<MoveTally> {
  const run = async (stores: Stores | undefined) => {
    const tally = structuredClone(position.tally)
    await store(stores, tally)
    if (stores) await savePosition(stores, pool.id, { ...position, tally }, clock())
    return tally
  }
  const tally = storage ? await storage.transaction(run) : await run(undefined)
  progress(tally)
  return tally
}

function addGroups({ pool, clock }: MoveContext, groups: readonly FormerGroup[]): StorePage {
  return async (stores, tally) => {
    for (const group of groups) {
      const isNew = !stores || (await stores.groups.insert(movedGroup(pool.id, group, clock())))
      if (isNew) tally.groups++
      else tally.kept++
    }
  }
}

type KnownFactors = Awaited<ReturnType<ReadFactors>> | undefined

/** The factors of the users who are not here yet. To be read before the transaction that stores the page. */
async function factorsOfNew(
  { storage, pool, readFactors }: MoveContext,
  users: readonly FormerUser[],
): Promise<KnownFactors> {
  if (!readFactors) return undefined
  const added: FormerUser[] = []
  for (const user of users) {
    if (!(await storage?.stores.users.find(pool.id, subOf(user)))) added.push(user)
  }
  return readFactors(added)
}

const REFUSED_NAMED = 100

function addUsers(
  { pool, clock }: MoveContext,
  users: readonly FormerUser[],
  factors: KnownFactors,
): StorePage {
  return async (stores, tally) => {
    for (const former of users) {
      const known = factors?.get(subOf(former))
      const user = movedUser(pool, { ...former, factors: known }, clock())
      if (!user) continue // the service lists no user without a sub
      const settled = stores ? await settleMovedUser(stores, pool, user) : 'made'
      if (settled === 'made') {
        tally.users++
        tally.statuses[user.status] = (tally.statuses[user.status] ?? 0) + 1
        if (factors) countFactors(tally.secondFactors, former, known)
      } else if (settled === 'kept') tally.kept++
      else if (tally.refused.length < REFUSED_NAMED) tally.refused.push(user.sub)
    }
  }
}

function addMembers({ pool }: MoveContext, group: string, subs: readonly string[]): StorePage {
  return async (stores, tally) => {
    for (const sub of subs) {
      if (stores && !(await stores.users.find(pool.id, sub))) continue
      if (stores && !(await stores.groups.find(pool.id, group))) continue // made after the groups were read
      const isNew = !stores || (await stores.groups.addMember(pool.id, group, sub))
      if (isNew) tally.memberships++
      else tally.kept++
    }
  }
}
