import type { DateOnly, DistrictId, OrganizationId } from './ids.ts'

/** Kinds of organization a resolution can address; an organization may be of several (a school with a kindergarten group). */
export const organizationKinds = [
  'general_school',
  'preschool',
  'supplementary',
  'methodological_center',
  'education_authority',
  'administration',
] as const
export type OrganizationKind = (typeof organizationKinds)[number]

/**
 * Whom a text addresses. `all_organizations` («образовательные организации» without a kind) includes the first three
 * kinds; `teachers` and `other` (outside bodies) reach no phone; `unaddressed` waits for the clerk.
 */
export const audiences = [...organizationKinds, 'all_organizations', 'teachers', 'other', 'unaddressed'] as const
export type Audience = (typeof audiences)[number]

/** The kinds that «образовательные организации» means. */
export const educationalKinds = ['general_school', 'preschool', 'supplementary'] as const satisfies readonly OrganizationKind[]

export interface Organization {
  readonly id: OrganizationId
  readonly districtId: DistrictId
  /** Public digits printed in the enrolment letter, unique on one server, e.g. "1047". */
  readonly number: string
  readonly name: string
  readonly kinds: readonly OrganizationKind[]
  readonly settlement: string
  /** The day it closed or merged; its history stays as it was. */
  readonly closedOn: DateOnly | null
  /** The organization that carries on its work. */
  readonly successorId: OrganizationId | null
}
