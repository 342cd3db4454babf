from django.apps import AppConfig


class IcpConfig(AppConfig):
    name = "icp"
    label = "icp"
    verbose_name = "ICP filings"

    def ready(self) -> None:
        from icp.domains.ours import numbers_come_from
        from icp.filings.reading import subjects_in_force

        numbers_come_from(subjects_in_force)
