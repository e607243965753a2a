declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/*
 * Every id is minted once, at intake, from the injected `newId` (lower-case letters and digits, e.g. "k3v9q0x2mz");
 * none is ever made from a printed number, a text or a place, because documents print the same number twice.
 */
export type DistrictId = Branded<'District'>
export type OrganizationId = Branded<'Organization'>
export type ResolutionId = Branded<'Resolution'>
export type DirectiveId = Branded<'Directive'>
/** A nested point of a directive. */
export type ChildId = Branded<'Child'>
/** A school's employee who writes on a phone. */
export type PersonId = Branded<'Person'>
/** A specialist of the district office. */
export type OfficerId = Branded<'Officer'>
/** One enrolled phone, or the office's own writer in one organization's history. */
export type DeviceId = Branded<'Device'>
/** `<deviceId>-<deviceSequence>`, e.g. "p7k2m9qx-14": unique without asking anyone, gapless within one device. */
export type ChangeId = Branded<'Change'>

/** A calendar date `YYYY-MM-DD` in the district's zone; never an instant. */
export type DateOnly = Branded<'DateOnly'>
