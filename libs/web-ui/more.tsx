import { type ReactNode } from 'react';
import {
  Button as AriaButton,
  Dialog,
  Disclosure as AriaDisclosure,
  DisclosurePanel,
  Heading,
  Modal,
  ModalOverlay,
} from 'react-aria-components';

/** What not everybody needs at once. */
export const More = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <AriaDisclosure className="more">
    <AriaButton slot="trigger" className="more-button">
      {title}
    </AriaButton>
    <DisclosurePanel>{children}</DisclosurePanel>
  </AriaDisclosure>
);

/** Asks for one thing before something is done that cannot be taken back. Escape leaves without doing it. */
export const Ask = ({
  title,
  open,
  onClose,
  children,
}: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) => (
  <ModalOverlay
    className="overlay"
    isOpen={open}
    onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    isDismissable
  >
    <Modal className="modal">
      <Dialog>
        <Heading slot="title">{title}</Heading>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
