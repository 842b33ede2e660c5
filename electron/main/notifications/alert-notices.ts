/**
 * Which alerts are told as a notification, and in which words. Pure but for remembering what was told: an alert is told
 * once each time it is raised, and not again soon when it comes and goes.
 */
import type { AlertCode, AlertView } from '../../contract/metrics.ts';
import { alertTexts, unitTexts } from './alert-texts.ts';
import type { AlertLanguage, AlertText } from './alert-texts.ts';

/** The same alert is told this often at most. */
export const NOTICE_AGAIN_MS = 300_000;

/** Words of an alert. */
export function noticeOf({ code, value, unit }: AlertView, language: AlertLanguage): AlertText {
  const { title, body } = alertTexts[language][code];
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return { title: title.replace('{value}', `${figure} ${unitTexts[language][unit] ?? unit}`), body };
}

export interface AlertNotices {
  /** Whether this one is to be told now. @param nowMs milliseconds that only grow */
  take(alert: AlertView, nowMs: number): boolean;
}

export function createAlertNotices(): AlertNotices {
  /** When each was raised and told last. */
  const told = new Map<AlertCode, { readonly since: number; readonly atMs: number }>();
  return {
    take({ code, since, muted }, nowMs) {
      const last = told.get(code);
      // told again when only its muting has changed
      if (muted || last?.since === since) return false;
      if (last && nowMs - last.atMs < NOTICE_AGAIN_MS) return false;
      told.set(code, { since, atMs: nowMs });
      return true;
    },
  };
}
