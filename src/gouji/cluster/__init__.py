"""Work spread over a Spark cluster: the session, and documents read where they lie.

What is read, tabulated and judged is what one machine reads, tabulates and judges, by the same code; this part only
carries it to the data. pyspark is an extra (`gouji[spark]`) and imported when a session begins.
"""

from gouji.cluster.documents import Payload, read_documents, remote_inputs
from gouji.cluster.session import Cluster, ClusterRefused, begin_session
from gouji.intake import is_remote

__all__ = ["Cluster", "ClusterRefused", "Payload", "begin_session", "is_remote", "read_documents", "remote_inputs"]
