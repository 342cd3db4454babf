from django.apps import AppConfig


class IcpConfig(AppConfig):
    name = "icp"
    label = "icp"
    verbose_name = "ICP filings"
