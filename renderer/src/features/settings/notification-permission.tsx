/** In a browser, notifications have to be allowed to this page; until they are, alerts are told in it. */
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/use-bridge.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';

const permissionNow = () => ('Notification' in window ? Notification.permission : 'denied');

export function NotificationPermission() {
  const { kind } = useBridge();
  const { t } = useTexts();
  const [permission, setPermission] = useState(permissionNow);

  // it can be given and taken in the browser's own settings as well
  useEffect(() => {
    const over = new AbortController();
    const follow = (status: PermissionStatus) =>
      status.addEventListener('change', () => setPermission(permissionNow()), { signal: over.signal });
    navigator.permissions.query({ name: 'notifications' }).then(follow, () => {});
    return () => over.abort();
  }, []);

  if (kind === 'electron' || permission === 'granted') return null;
  if (permission === 'denied')
    return <p className="text-sm text-muted">{t('settings.monitor.notificationsDenied')}</p>;
  const ask = async () => setPermission(await Notification.requestPermission());
  return (
    <Field
      layout="row"
      label={t('settings.monitor.notificationsBrowser')}
      hint={t('settings.monitor.notificationsBrowserHint')}
    >
      {(field) => (
        <Button {...field} size="small" onClick={() => void ask()}>
          {t('settings.monitor.notificationsAllow')}
        </Button>
      )}
    </Field>
  );
}
