import { type Fixture, several } from '../fixture.ts'
import { type Membership, newMembers } from '../members.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const FEW = 20

const GUARDED = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } } as const
const EXCEPTIONS = { RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] } }

const guarded = (fixture: Fixture, count: number): Promise<Membership> => newMembers(fixture, count, GUARDED)

/** A sign-in of each of some members. */
async function events(fixture: Fixture) {
  const { members } = await guarded(fixture, FEW)
  return several(FEW, async (index) => {
    const { user } = cycled(members, index)
    const { AuthEvents } = await fixture.call('AdminListUserAuthEvents', user)
    return { ...user, EventId: AuthEvents?.[0]?.EventId ?? '' }
  })
}

export const threatProtectionScenarios: readonly Scenario[] = [
  scenario('SetRiskConfiguration', async (fixture) => {
    const { UserPoolId } = await guarded(fixture, 0)
    return { input: () => ({ UserPoolId, ...EXCEPTIONS }) }
  }),
  scenario('DescribeRiskConfiguration', async (fixture) => {
    const { UserPoolId } = await guarded(fixture, 0)
    await fixture.call('SetRiskConfiguration', { UserPoolId, ...EXCEPTIONS })
    return { input: () => ({ UserPoolId }) }
  }),
  scenario('AdminListUserAuthEvents', async (fixture) => {
    const { members } = await guarded(fixture, FEW)
    return { input: (index) => cycled(members, index).user }
  }),
  scenario('AdminUpdateAuthEventFeedback', async (fixture) => {
    const all = await events(fixture)
    return { input: (index) => ({ ...cycled(all, index), FeedbackValue: 'Valid' }) }
  }),
]
