export { type ReportVersion, composeReport, foldReports } from './organizationReport.ts'
