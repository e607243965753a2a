export { type TeacherAnswer, type TeacherVerdict, teacherAnswersOf } from './teacherAnswers.ts'
export { type NewTeacherLink, type TeacherLinkEnd, type TeacherLinkView, type TeacherPage, type TeacherPageOver, maxAnswerLength, maxNameLength, maxTaskLength } from './teacherPage.ts'
